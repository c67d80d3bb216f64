# Runs Autobahn's wstest (Python 2.7) with every listener on 127.0.0.1: it ignores the host in its "url" and would listen
# on all addresses.
from autobahntestsuite import choosereactor  # noqa: installs the reactor that wstest would choose, before another is
from twisted.internet import reactor

listen_tcp, listen_ssl = reactor.listenTCP, reactor.listenSSL


def on_loopback_tcp(port, factory, backlog=50, interface=""):
    return listen_tcp(port, factory, backlog, "127.0.0.1")


def on_loopback_ssl(port, factory, context, backlog=50, interface=""):
    return listen_ssl(port, factory, context, backlog, "127.0.0.1")


reactor.listenTCP, reactor.listenSSL = on_loopback_tcp, on_loopback_ssl

from autobahntestsuite import wstest  # noqa: E402

wstest.run()
