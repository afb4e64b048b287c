// The operators' portal: one workbook. What each tile says is in workbook-tiles.json, what it asks in ../queries: a tile and its query
// have the same name. Decisions: docs/decisions/portal.md.

@description('Region of the workbook: that of the workspace.')
param location string

@description('Tags of every resource.')
param tags object

@description('Begin of every name.')
param namePrefix string

@description('The Log Analytics workspace that the app reports to. One workspace for each deployment: metrics do not say whose they are.')
param workspaceId string

@description('The Application Insights component, in whose gallery the workbook is found.')
param appInsightsId string

@description('The Service Bus namespace whose dead-letter queues are shown.')
param serviceBusNamespaceId string

@description('Where docs/runbook.md is to be read. Each tile links to a section of it.')
param runbookUrl string

var sections = loadJsonContent('workbook-tiles.json')

var queries = {
  'open-requests': loadTextContent('../queries/open-requests.kql')
  deadlines: loadTextContent('../queries/deadlines.kql')
  'deadlines-over-time': loadTextContent('../queries/deadlines-over-time.kql')
  'requests-in-and-out': loadTextContent('../queries/requests-in-and-out.kql')
  outcomes: loadTextContent('../queries/outcomes.kql')
  'request-durations': loadTextContent('../queries/request-durations.kql')
  'queue-waiting': loadTextContent('../queries/queue-waiting.kql')
  'queue-waiting-over-time': loadTextContent('../queries/queue-waiting-over-time.kql')
  'run-durations': loadTextContent('../queries/run-durations.kql')
  failures: loadTextContent('../queries/failures.kql')
  'failures-over-time': loadTextContent('../queries/failures-over-time.kql')
  'map-gaps': loadTextContent('../queries/map-gaps.kql')
  'schema-drift': loadTextContent('../queries/schema-drift.kql')
  'rows-exported': loadTextContent('../queries/rows-exported.kql')
  'bytes-exported': loadTextContent('../queries/bytes-exported.kql')
  'deletion-locks': loadTextContent('../queries/deletion-locks.kql')
  'rows-deleted': loadTextContent('../queries/rows-deleted.kql')
  residue: loadTextContent('../queries/residue.kql')
  'sources-restored': loadTextContent('../queries/sources-restored.kql')
  'legal-holds': loadTextContent('../queries/legal-holds.kql')
  'recipients-untold': loadTextContent('../queries/recipients-untold.kql')
  'dead-letters': loadTextContent('../queries/dead-letters.kql')
  'rejected-messages': loadTextContent('../queries/rejected-messages.kql')
  webhooks: loadTextContent('../queries/webhooks.kql')
  'webhooks-stopped': loadTextContent('../queries/webhooks-stopped.kql')
  'anonymization-lag': loadTextContent('../queries/anonymization-lag.kql')
  'anonymization-runs': loadTextContent('../queries/anonymization-runs.kql')
  'anonymization-rules': loadTextContent('../queries/anonymization-rules.kql')
  'anonymization-labels': loadTextContent('../queries/anonymization-labels.kql')
  'suppressed-share': loadTextContent('../queries/suppressed-share.kql')
  'request-hops': loadTextContent('../queries/request-hops.kql')
  'request-log': loadTextContent('../queries/request-log.kql')
  'housekeeping-last': loadTextContent('../queries/housekeeping-last.kql')
  housekeeping: loadTextContent('../queries/housekeeping.kql')
}

// What a tile says where there is nothing to show: that this is good, that it is nothing special, or that nobody looked. The
// styles are information, success and warning.
var emptiness = {
  good: { text: 'Nothing of the kind in the time range.', style: 3 }
  quiet: { text: 'Nothing in the time range.', style: 1 }
  blind: { text: 'Nothing was reported. Housekeeping reports this: see under Housekeeping whether it runs.', style: 5 }
  anonymizer: { text: 'No run was reported. Does the data map have retention rules, and does AnonymizeAnalytics run?', style: 5 }
  request: { text: 'Give the id of a request above. If there is one, the request lies outside the time range.', style: 1 }
}

var millisecondsOfAnHour = 3600000

var sectionItems = [
  for section in sections: {
    type: 12
    name: 'section-${section.name}'
    content: {
      version: 'NotebookGroup/1.0'
      groupType: 'editable'
      title: section.title
      items: map(section.tiles, tile => {
        type: 12
        name: tile.name
        customWidth: tile.width
        content: {
          version: 'NotebookGroup/1.0'
          groupType: 'editable'
          items: [
            {
              type: 1
              name: '${tile.name}-meaning'
              content: {
                json: '**${tile.title}.** ${tile.meaning} [Runbook](${runbookUrl}#${tile.anchor})'
              }
            }
            {
              type: 3
              name: '${tile.name}-query'
              content: union(
                {
                  version: 'KqlItem/1.0'
                  query: queries[tile.name]
                  queryType: 0
                  resourceType: 'microsoft.operationalinsights/workspaces'
                  crossComponentResources: [workspaceId]
                  size: 0
                  visualization: tile.shape
                  gridSettings: { rowLimit: 5000, filter: true }
                  noDataMessage: emptiness[tile.empty].text
                  noDataMessageStyle: emptiness[tile.empty].style
                },
                // What is so now is not asked of last week.
                tile.lastHours == 0
                  ? { timeContextFromParameter: 'TimeRange' }
                  : { timeContext: { durationMs: tile.lastHours * millisecondsOfAnHour } })
            }
          ]
        }
      })
    }
  }
]

var heading = {
  type: 1
  name: 'heading'
  content: {
    json: '# Data rights\n\nEvery export, deletion and anonymization: where it stands, what is late, what failed. Nothing personal is shown: requests are known by their ids. What to do is in the [runbook](${runbookUrl}).'
  }
}

var parameterItem = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'above'
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
    parameters: [
      {
        id: guid(namePrefix, 'TimeRange')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time range'
        type: 4
        isRequired: true
        value: { durationMs: 24 * millisecondsOfAnHour }
        typeSettings: {
          selectableValues: [
            { durationMs: millisecondsOfAnHour }
            { durationMs: 4 * millisecondsOfAnHour }
            { durationMs: 24 * millisecondsOfAnHour }
            { durationMs: 72 * millisecondsOfAnHour }
            { durationMs: 168 * millisecondsOfAnHour }
            { durationMs: 720 * millisecondsOfAnHour }
          ]
          allowCustom: true
        }
      }
      {
        id: guid(namePrefix, 'RequestId')
        version: 'KqlParameterItem/1.0'
        name: 'RequestId'
        label: 'Request id'
        description: 'For the section One request: the id as the API tells it.'
        type: 1
        isRequired: false
        value: ''
      }
    ]
  }
}

// The platform's own view of dead letters: what lies there now, also when the app is not there to take note of it.
var deadLettersLying = {
  type: 12
  name: 'section-dead-letters-lying'
  content: {
    version: 'NotebookGroup/1.0'
    groupType: 'editable'
    title: 'Queues, as Service Bus sees them'
    items: [
      {
        type: 1
        name: 'dead-letters-lying-meaning'
        content: {
          json: '**Dead letters lying in the queues.** As Service Bus counts them. The app takes note of them and removes them within moments: anything that stays is worth a look. [Runbook](${runbookUrl}#dead-letters-lying)'
        }
      }
      {
        type: 10
        name: 'dead-letters-lying-metric'
        content: {
          chartId: 'dead-letters-lying'
          version: 'MetricsItem/2.0'
          size: 0
          chartType: 2
          resourceType: 'microsoft.servicebus/namespaces'
          metricScope: 0
          resourceIds: [serviceBusNamespaceId]
          timeContextFromParameter: 'TimeRange'
          metrics: [
            {
              namespace: 'microsoft.servicebus/namespaces'
              metric: 'microsoft.servicebus/namespaces--DeadletteredMessages'
              // The most of each interval.
              aggregation: 3
              splitBy: 'EntityName'
            }
          ]
        }
      }
    ]
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // The same name at every deployment, so that it is changed and not doubled.
  name: guid(resourceGroup().id, namePrefix, 'operators')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Data rights (${namePrefix})'
    description: 'Requests, deadlines, failures, anonymization.'
    category: 'workbook'
    sourceId: appInsightsId
    version: 'Notebook/1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([heading, parameterItem], sectionItems, [deadLettersLying])
      fallbackResourceIds: [appInsightsId]
      '$schema': 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json'
    })
  }
}

@description('Where the workbook is.')
output workbookId string = workbook.id
