#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: the system's if there is one, else
# Debian's package where apt works as root, else Playwright's own. The first argument is the
# folder of the environment's programs.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …" >&2
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
exec "$1/playwright" install chromium
