# Autobahn's wstest with every listener on 127.0.0.1. It ignores the host in its "url" and would listen everywhere.
# Python 2.7.
from autobahntestsuite import choosereactor  # noqa: the reactor that wstest would choose, before any other is
from twisted.internet import reactor

listen_tcp, listen_ssl = reactor.listenTCP, reactor.listenSSL


def on_loopback_tcp(port, factory, backlog=50, interface=""):
    return listen_tcp(port, factory, backlog, "127.0.0.1")


def on_loopback_ssl(port, factory, context, backlog=50, interface=""):
    return listen_ssl(port, factory, context, backlog, "127.0.0.1")


reactor.listenTCP, reactor.listenSSL = on_loopback_tcp, on_loopback_ssl

from autobahntestsuite import wstest  # noqa: E402

wstest.run()
