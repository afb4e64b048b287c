// A foreign client of the intake queue: makes a JWE as a Node.js account-settings page would, with nothing of ours.
// Reads {"jwks": …, "payload": …, "alg"?, "enc"?, "kid"?} from the file given, writes the compact JWE to stdout.
import { readFile } from 'node:fs/promises';
import { CompactEncrypt, importJWK } from 'jose';

const { jwks, payload, alg, enc, kid } = JSON.parse(await readFile(process.argv[2], 'utf8'));
const key = jwks.keys.find(k => k.use === 'enc');
const header = { alg: alg ?? key.alg, enc: enc ?? 'A256GCM', kid: kid ?? key.kid };
process.stdout.write(
    await new CompactEncrypt(new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload)))
        .setProtectedHeader(header)
        .encrypt(await importJWK({ ...key, alg: header.alg }, header.alg)));
