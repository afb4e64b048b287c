// Checks a receipt with the cryptography of Node alone, as RFC 7515 says it. Reads {"key": JWK, "receipt": text} from a file; prints
// what was signed and its version, or what is wrong and exits with 1.
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const given = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const receipt = JSON.parse(given.receipt)
const key = createPublicKey({ key: given.key, format: 'jwk' })
const signed = Buffer.from(`${receipt.protected}.${receipt.payload}`, 'ascii')
if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(receipt.signature, 'base64url'))) {
  console.log('the signature does not fit')
  process.exit(1)
}
const statement = JSON.parse(Buffer.from(receipt.payload, 'base64url').toString('utf8'))
console.log(`${statement.receipt} ${statement.version}`)
