// Checks a bag's folder with bagit-tools. Prints VALID, or what failed and exits with 1.
'use strict'
const { verify } = require('bagit-tools')

verify(process.argv[2], { version: '1.0', test: true }, (error, valid, results) => {
  if (error || !valid) {
    console.log(error ? error.message : results.filter(r => r.type === 'assert' && !r.ok).map(r => r.name).join('\n'))
    process.exit(1)
  }
  console.log('VALID')
})
