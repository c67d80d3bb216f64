# enter-debian.sh FOLDER ARCHIVES [CHROOT-OPTION…] FOLDER PROGRAM…
#
# Runs a program inside a folder with a Debian. What apt downloads is kept in ARCHIVES. Run it with `unshare --mount`, so
# that its mounts end with it. An X display of the caller is reachable inside, with the key in /tmp/xauthority.
set -e
root=$1 archives=$2
shift 2
mount --bind "$archives" "$root/var/cache/apt/archives"
mount -t tmpfs tmpfs "$root/dev/shm"
if [ -d /tmp/.X11-unix ]; then
    mkdir -p "$root/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
fi
if [ -n "$XAUTHORITY" ]; then
    install -m 644 "$XAUTHORITY" "$root/tmp/xauthority"
fi
exec chroot "$@"
