// Parses Bicep with tree-sitter-bicep, where there is no Bicep compiler. Reads [{ "path", "text" }] as JSON from its input and
// prints, for each file, what it declares as JSON: parameters, variables, resources, modules and outputs with their values as
// trees. What does not parse, and what this program does not know, is listed in "errors" with its line: nothing is left out.
import { readFileSync } from 'node:fs'
import Parser from 'tree-sitter'
import Bicep from 'tree-sitter-bicep'

const escapes = { n: '\n', r: '\r', t: '\t', "'": "'", '\\': '\\', $: '$' }
const line = node => node.startPosition.row + 1
const named = node => node.namedChildren.filter(c => !isRemark(c))
const isRemark = node => node.type === 'comment' || node.type === 'diagnostic_comment'
const has = (node, token) => node.children.some(c => c.type === token)

function parse(path, text) {
  const file = {
    path, errors: [], targetScope: null, using: null, imports: [], parameters: [], variables: [], types: [], resources: [], modules: [], outputs: [],
  }
  const isAssignments = path.endsWith('.bicepparam')
  // The grammar knows parameter files but for their one statement, `param name = value`, which is a variable in shape.
  const assigned = new Set()
  const source = isAssignments ? text.replace(/^param(?=\s+(\w+)\s*=)/gm, (_, name) => (assigned.add(name), 'var  ')) : text
  const parser = new Parser()
  parser.setLanguage(Bicep)
  // The binding refuses texts that are longer than its buffer.
  const root = parser.parse(source, undefined, { bufferSize: Math.max(65536, source.length * 4) }).rootNode
  const fault = (node, what) => file.errors.push({ line: line(node), text: `${what}: ${node.text.slice(0, 80).split('\n')[0]}` })
  const findErrors = node => {
    if (node.isMissing) fault(node.parent ?? node, `missing ${node.type}`)
    else if (node.type === 'ERROR') fault(node, 'cannot be parsed')
    else if (node.hasError) node.children.forEach(findErrors)
  }
  findErrors(root)

  const value = node => ({ line: line(node), ...shape(node) })
  function shape(node) {
    const parts = named(node)
    const text = node.text
    switch (node.type) {
      case 'string': return string(node)
      case 'number': return { kind: 'number', value: Number(text), text }
      case 'boolean': return { kind: 'boolean', value: text === 'true', text }
      case 'null': return { kind: 'null', text }
      case 'object': return { kind: 'object', text, properties: properties(node) }
      case 'array': return { kind: 'array', text, items: parts.map(value) }
      case 'identifier': return { kind: 'reference', name: text, text }
      case 'parenthesized_expression': return shape(parts[0])
      case 'member_expression':
        return { kind: 'member', name: parts[1].text, optional: has(node, '.?'), target: value(parts[0]), text }
      case 'subscript_expression': return { kind: 'index', target: value(parts[0]), items: [value(parts[1])], text }
      case 'call_expression': {
        const called = parts[0]
        const isMember = called.type === 'member_expression'
        return {
          kind: 'call', name: isMember ? named(called)[1].text : called.text, target: isMember ? value(named(called)[0]) : null,
          items: named(parts[1]).map(value), text,
        }
      }
      case 'ternary_expression': return { kind: 'choice', items: parts.map(value), text }
      case 'binary_expression':
      case 'unary_expression':
        return { kind: 'operation', name: node.childForFieldName('operator')?.text ?? node.children.find(c => !c.isNamed)?.text, items: parts.map(value), text }
      case 'lambda_expression': return { kind: 'lambda', variables: parts.slice(0, -1).flatMap(p => p.text.match(/\w+/g)), items: [value(parts.at(-1))], text }
      case 'for_statement': {
        const loop = loopOf(node)
        return { kind: 'for', variables: loop.variables, target: loop.over, condition: loop.condition, items: [loop.body], text }
      }
      case 'assignment': return { kind: 'unknown', text }
      default:
        if (!node.hasError && !node.isMissing) fault(node, `unknown construct ${node.type}`)
        return { kind: 'unknown', text }
    }
  }

  function string(node) {
    const isRaw = node.children[0]?.type === "'''"
    const items = []
    const add = text => items.at(-1)?.kind === 'string' ? items.at(-1).value += text : items.push({ kind: 'string', line: line(node), value: text, text })
    for (const part of named(node)) {
      if (part.type === 'interpolation') items.push(value(named(part)[0]))
      else if (part.type === 'escape_sequence') {
        const code = /^\\u\{([0-9a-fA-F]+)\}$/.exec(part.text)
        add(code ? String.fromCodePoint(parseInt(code[1], 16)) : escapes[part.text[1]] ?? part.text)
      } else add(part.text)
    }
    if (items.some(i => i.kind !== 'string')) return { kind: 'interpolation', items, text: node.text }
    const content = items[0]?.value ?? ''
    // The first line break after ''' does not count.
    return { kind: 'string', value: isRaw ? content.replace(/^\r?\n/, '') : content, text: node.text }
  }

  function properties(node) {
    return remarked(node).filter(([p]) => p.type === 'object_property').map(([property, comment]) => {
      const [key, content] = named(property)
      if (!content) {
        fault(property, 'unknown property')
        return { name: key?.text ?? '', line: line(property), comment, value: { kind: 'unknown', line: line(property), text: property.text } }
      }
      const name = key.type === 'string' ? string(key) : { kind: 'string', value: key.text }
      const isFixed = name.kind === 'string'
      return { name: isFixed ? name.value : key.text, key: isFixed ? null : { line: line(key), ...name }, line: line(property), comment, value: value(content) }
    })
  }

  function loopOf(node) {
    const parts = named(node)
    const variables = parts[0].type === 'for_loop_parameters' ? named(parts[0]).map(v => v.text) : [parts[0].text]
    const body = node.childForFieldName('body') ?? parts.at(-1)
    const over = parts[1]
    return { variables, over: value(over), ...(body.type === 'if_statement' ? guarded(body) : { condition: null, body: value(body) }) }
  }

  function guarded(node) {
    const [condition, body] = named(node)
    return { condition: value(condition), body: value(body) }
  }

  // The body of a resource or module, with what decides whether and how often it is there.
  function made(node) {
    const { variables = [], over = null, condition = null, body = null } =
      node.type === 'for_statement' ? loopOf(node) : node.type === 'if_statement' ? guarded(node) : { body: value(node) }
    return { loop: over && { variables, over }, condition, body }
  }

  // Each child with the comment lines right above it, or at its line's end, without their slashes.
  function remarked(node) {
    const result = []
    let above = []
    let last = null
    for (const child of node.namedChildren) {
      if (isRemark(child)) {
        const text = child.type === 'comment' ? child.text.replace(/^\/\/ ?|^\/\*+ ?| ?\*+\/$/g, '') : ''
        if (last && child.startPosition.row === last[0].endPosition.row) last[1] = [last[1], text].filter(Boolean).join('\n')
        else above.push([child.endPosition.row, text])
        continue
      }
      const first = above.findLastIndex(([row], i, all) => row + 1 !== (all[i + 1]?.[0] ?? child.startPosition.row)) + 1
      last = [child, above.slice(first).map(a => a[1]).filter(Boolean).join('\n')]
      result.push(last)
      above = []
    }
    return result
  }

  let decorators = []
  let comment = ''
  const declare = (node, rest) => {
    const entry = { line: line(node), comment, decorators, ...rest }
    decorators = []
    comment = ''
    return entry
  }
  const declarations = {
    decorators(node) {
      decorators = named(node).map(d => value(named(d)[0])).map(d => ({ name: d.name, items: d.items ?? [] }))
    },
    target_scope_assignment: node => { file.targetScope = string(named(node)[0]).value },
    using_statement: node => { file.using = string(named(node)[0]).value },
    parameter_declaration(node) {
      const [name, type, initial] = named(node)
      file.parameters.push(declare(node, { name: name.text, type: type?.text ?? '', value: initial ? value(initial) : null }))
    },
    variable_declaration(node) {
      const [name, initial] = named(node)
      ;(assigned.has(name.text) ? file.parameters : file.variables).push(declare(node, { name: name.text, type: '', value: value(initial) }))
    },
    type_declaration(node) {
      const [name, type] = named(node)
      file.types.push(declare(node, { name: name.text, type: type.text, value: null }))
    },
    output_declaration(node) {
      const [name, type, content] = named(node)
      file.outputs.push(declare(node, { name: name.text, type: type.text, value: value(content) }))
    },
    resource_declaration(node) {
      const [name, type, body] = named(node)
      const [resourceType, apiVersion = ''] = string(type).value.split('@')
      file.resources.push(declare(node, { name: name.text, type: resourceType, apiVersion, isExisting: has(node, 'existing'), ...made(body) }))
    },
    module_declaration(node) {
      const [name, path, body] = named(node)
      file.modules.push(declare(node, { name: name.text, path: string(path).value, ...made(body) }))
    },
    import_functionality(node) {
      const path = string(named(node).at(-1)).value
      for (const name of named(node).slice(0, -1)) file.imports.push({ name: name.text, path, line: line(node) })
    },
    metadata_declaration() {},
  }
  for (const [node, above] of remarked(root)) {
    comment = [comment, above].filter(Boolean).join('\n')
    const declaration = declarations[node.type]
    if (declaration) {
      try {
        declaration(node)
      } catch (e) {
        if (!node.hasError) throw e
      }
    } else if (node.type !== 'ERROR') fault(node, `unknown statement ${node.type}`)
    if (node.type !== 'decorators') comment = ''
  }
  return file
}

const files = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(files.map(f => parse(f.path, f.text))))
