// Checks an OpenAPI document with @readme/openapi-parser. Prints VALID, or what is wrong and exits with 1.
import { validate, compileErrors } from '@readme/openapi-parser'

const result = await validate(process.argv[2])
console.log(result.valid ? 'VALID' : compileErrors(result))
process.exit(result.valid ? 0 : 1)
