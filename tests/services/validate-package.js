// Checks a data package with the reference implementation: the descriptor against its profiles, each resource's size and
// hash, and every value of every table against the table's schema. Prints VALID, or what failed and exits with 1.
'use strict'
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const { Package, Resource } = require('datapackage')
const { Schema } = require('tableschema')

const folder = process.argv[2]
const errors = []

function isBeyond (value) {
  return typeof value === 'string' && /^-?[1-9]\d*$/.test(value) && !Number.isSafeInteger(Number(value))
}

// The library reads CSV itself, by the resource's dialect; it knows no JSON lines.
async function rowsOf (resource, bytes) {
  if (resource.format === 'csv') return (await Resource.load(resource, { basePath: folder })).read({ keyed: true, cast: false })
  return resource.format === 'ndjson' ? bytes.toString().trimEnd().split('\n').map(line => JSON.parse(line)) : JSON.parse(bytes)
}

async function checkTable (resource, bytes) {
  const schema = await Schema.load(resource.schema, { strict: true })
  const rows = await rowsOf(resource, bytes)
  if (rows.length !== resource.rows) errors.push(`${resource.path}: ${rows.length} rows, ${resource.rows} stated`)
  for (const [index, row] of rows.entries()) {
    const names = Object.keys(row)
    if (names.join() !== schema.fieldNames.join()) errors.push(`${resource.path}: row ${index} has other fields than its schema`)
    for (const field of schema.fields) {
      const value = row[field.name]
      // The library takes a whole number in a string only when it can hold it; what it cannot hold is checked exactly.
      if (value === null || (field.type === 'integer' && isBeyond(value))) continue
      try {
        field.castValue(value, { constraints: false })
      } catch (error) {
        errors.push(`${resource.path}: row ${index}, ${field.name}: ${error.message}`)
      }
    }
  }
}

async function main () {
  const descriptor = JSON.parse(fs.readFileSync(path.join(folder, 'datapackage.json'), 'utf8'))
  for (const resource of descriptor.resources) {
    // Version 2 says by type what version 1 said by profile.
    if (resource.type === 'table') resource.profile = 'tabular-data-resource'
    const bytes = fs.readFileSync(path.join(folder, resource.path))
    const hash = 'sha256:' + crypto.createHash('sha256').update(bytes).digest('hex')
    if (bytes.length !== resource.bytes) errors.push(`${resource.path}: ${bytes.length} bytes, ${resource.bytes} stated`)
    if (hash !== resource.hash) errors.push(`${resource.path}: another hash than stated`)
    if (resource.type === 'table') await checkTable(resource, bytes)
  }
  const loaded = await Package.load(descriptor, { basePath: folder })
  errors.push(...loaded.errors.map(e => e.message), ...loaded.resources.flatMap(r => r.errors).map(e => e.message))
}

main().catch(error => errors.push(error.message)).then(() => {
  console.log(errors.length === 0 ? 'VALID' : errors.join('\n'))
  process.exit(errors.length === 0 ? 0 : 1)
})
