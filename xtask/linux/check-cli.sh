# Checks the installed package wirelark-cli: the program, its manual pages, and completions in bash, zsh and fish.
set -e
wirelark-cli --version
for page in /usr/share/man/man1/wirelark-cli*.1.gz; do
    warnings=$(man --warnings -l "$page" 2>&1 >/tmp/page)
    [ -z "$warnings" ] || { echo "$page: $warnings"; exit 1; }
    grep -q '^SYNOPSIS' /tmp/page || { echo "$page: no synopsis"; exit 1; }
done
man wirelark-cli-transcript-export | grep -q -- --filter
bash -c '
    . /usr/share/bash-completion/bash_completion
    _completion_loader wirelark-cli || true
    loaded=$(complete -p wirelark-cli)
    function=${loaded##*-F }
    COMP_WORDS=(wirelark-cli trans) COMP_CWORD=1
    ${function%% *} wirelark-cli trans wirelark-cli
    [ "${COMPREPLY[*]}" = transcript ]'
zsh -fc 'autoload -Uz compinit && compinit -u -D && [ "$_comps[wirelark-cli]" = _wirelark-cli ] && autoload +X _wirelark-cli'
fish -c 'complete --do-complete "wirelark-cli trans"' | grep -q '^transcript'
