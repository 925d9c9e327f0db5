import t from "tap";
import { authorizedKeys, fingerprintOf } from "../../../plugins/common/lib/authorized-keys.ts";

const BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIIX+z229e6VydGGIaDNuLLxVak/iiXfLZw37OQiZYKLS";

t.test("lines of authorized_keys", async (t) => {
  const text = [
    "# a comment",
    "",
    `ssh-ed25519 ${BLOB}`,
    `  ssh-ed25519\t${BLOB}   two words  `,
    `restrict,environment="A=b, c \\"d\\"",command="FINGERPRINT=SHA256:f NAME=\\"n m\\" /x/core/dokku" ssh-ed25519 ${BLOB} end`,
    `no-pty ecdsa-sha2-nistp256 AAAA== c\r`,
    "ssh-ed25519 not*base64",
    'half an option="unfinished ssh-ed25519',
  ].join("\n");
  const plain = { options: [], type: "ssh-ed25519", blob: BLOB, comment: "" };
  t.same(authorizedKeys(text), [
    { ...plain, line: 3 },
    { ...plain, line: 4, comment: "two words" },
    {
      ...plain,
      line: 5,
      options: ["restrict", 'environment=A=b, c "d"', 'command=FINGERPRINT=SHA256:f NAME="n m" /x/core/dokku'],
      comment: "end",
      name: "n m",
      fingerprint: "SHA256:f",
    },
    { line: 6, options: ["no-pty"], type: "ecdsa-sha2-nistp256", blob: "AAAA==", comment: "c" },
  ]);
  t.equal(fingerprintOf(BLOB), "SHA256:YHSgikavFAAm+CrXgxfQrr6ju/vZ5Z35yjv67PNJ1BY");
});
