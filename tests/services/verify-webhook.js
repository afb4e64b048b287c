// Checks a webhook with the standardwebhooks package. Reads {"secret", "headers", "body"} from a file; prints the event's
// type, or what is wrong and exits with 1.
'use strict'
const fs = require('fs')
const { Webhook } = require('standardwebhooks')

const given = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
try {
  console.log(new Webhook(given.secret).verify(given.body, given.headers).type)
} catch (error) {
  console.log(error.message)
  process.exit(1)
}
