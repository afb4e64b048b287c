// Parses and binds KQL with Kusto's own language service against the tables of a workspace (kql-tables.json). Reads
// [{ "name", "text" }] as JSON from its input and prints, for each query, as JSON: its "diagnostics" with code, line and message,
// the "columns" of its result with their types, and for each table that it reads the metric "names" that Name is compared with
// and the "words" that anything else is, and the "properties" taken out of Properties. All of it comes from the syntax tree: what stands in a comment or in another
// string counts for nothing.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'

const require = createRequire(import.meta.url)
require('@kusto/language-service-next/bridge.js')
require('@kusto/language-service-next/Kusto.Language.Bridge.js')
const { KustoCode, GlobalState, Symbols, Syntax } = globalThis.Kusto.Language

const { common, ...tables } = JSON.parse(readFileSync(new URL('./kql-tables.json', import.meta.url), 'utf8'))
const schema = columns => `(${Object.entries({ ...common, ...columns }).map(([name, type]) => `['${name}']: ${type}`).join(', ')})`
const workspace = new Symbols.DatabaseSymbol.ctor('workspace',
  Object.entries(tables).map(([name, columns]) => new Symbols.TableSymbol.$ctor7(name, schema(columns), null)))
const globals = GlobalState.Default.WithDatabase(workspace)

const list = items => Array.from({ length: items?.Count ?? 0 }, (_, i) => items.getItem(i))
const children = node => Array.from({ length: node.ChildCount ?? 0 }, (_, i) => node.GetChild(i)).filter(Boolean)
const within = node => [node, ...children(node).flatMap(within)]
const text = node => node.toString().trim()
const strings = node => within(node).filter(n => n instanceof Syntax.LiteralExpression && typeof n.LiteralValue === 'string').map(n => n.LiteralValue)

function check(query) {
  const code = KustoCode.ParseAndAnalyze(query.text, globals)
  return {
    name: query.name,
    diagnostics: list(code.GetDiagnostics()).map(d => ({ code: d.Code, line: query.text.slice(0, d.Start).split('\n').length, message: d.Message })),
    columns: list(code.ResultType?.Columns).map(c => ({ name: c.Name, type: c.Type.Name })),
    readings: within(code.Syntax)
      .filter(n => n instanceof Syntax.NameReference && n.ReferencedSymbol instanceof Symbols.TableSymbol && n.ReferencedSymbol.Name in tables)
      .map(n => reading(n.ReferencedSymbol.Name, pipelineOf(n))),
  }
}

// Everything that a table's rows go through before they are in brackets with those of others, or named.
function pipelineOf(table) {
  let pipeline = table
  for (let n = table; n && !(n instanceof Syntax.ParenthesizedExpression) && !(n instanceof Syntax.Statement); n = n.Parent) {
    if (n instanceof Syntax.PipeExpression) pipeline = n
  }
  return pipeline
}

function reading(table, pipeline) {
  const nodes = within(pipeline)
  const compared = nodes.filter(n => (n instanceof Syntax.BinaryExpression && n.Operator.Text.match(/^[!=]/)) || n instanceof Syntax.InExpression)
  const ofName = compared.filter(n => text(n.Left) === 'Name')
  const unique = items => [...new Set(items)]
  const paths = nodes.filter(n => n instanceof Syntax.PathExpression && text(n.Expression) === 'Properties').map(n => text(n.Selector))
  const elements = nodes.filter(n => n instanceof Syntax.ElementExpression && text(n.Expression) === 'Properties').flatMap(n => strings(n.Selector))
  return {
    table,
    names: unique(ofName.flatMap(n => strings(n.Right))),
    words: unique(compared.filter(n => !ofName.includes(n)).flatMap(n => strings(n.Right))),
    properties: unique([...paths, ...elements]),
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(check)))
