# shellcheck shell=bash
# Debian packages of a host, by the programs that Hokku and its plugins call; the names are the same on all systems we install on. Sourced.

need_host_packages() {
  need_packages git:git sshd:openssh-server sudo:sudo nginx:nginx openssl:openssl jq:jq unzip:unzip column:bsdextrautils netstat:net-tools \
    setpriv:util-linux ps:procps ssh-keygen:openssh-client curl:curl python3:python3 debootstrap:debootstrap file:file visudo:sudo
  # Where systemd does not run, cron does its part.
  if [[ ! -d /run/systemd/system ]]; then need_packages cron:cron; fi
}
