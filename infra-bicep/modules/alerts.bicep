// What operators are called for. Each alert is one object below and one section of the runbook, whose heading is the object's id.
// Each query gives a column Value; an alert fires where it is above the threshold. Why log alerts, why these windows and what
// they cost: docs/decisions/portal.md.

@description('Region of the log alerts: that of the workspace.')
param location string

@description('Tags of every resource.')
param tags object

@description('Begin of every name.')
param namePrefix string

@description('The Log Analytics workspace that the app reports to. One workspace for each deployment: metrics do not say whose they are.')
param workspaceId string

@description('The Application Insights component, told with each alert so that its reader has the way there.')
param appInsightsId string

@description('The Service Bus namespace whose dead-letter queues are watched.')
param serviceBusNamespaceId string

@description('Who is mailed. Empty: alerts show in the portal only.')
param actionGroupEmail string = ''

@description('Where docs/runbook.md is to be read. Each alert links to its section.')
param runbookUrl string

@description('How many open requests may have a deadline that is near.')
@minValue(0)
param requestsAtRisk int = 0

@description('How many requests may wait for an operator.')
@minValue(0)
param requestsWaiting int = 0

@description('For how many minutes a queued request may have been due.')
@minValue(15)
param queuedMinutes int = 60

@description('How often a source, the store, the queue or the key vault may fail within half an hour.')
@minValue(0)
param failuresInHalfAnHour int = 5

@description('How many hours a retention rule may be behind its window.')
@minValue(1)
param anonymizationLagHours int = 48

@description('For how many minutes a retention rule may be without a run that went well. More than AnonymizationSchedule lets pass, less than six hours.')
@minValue(90)
@maxValue(300)
param anonymizerSilentMinutes int = 180

@description('How many published periods legal holds may keep pseudonymous before somebody is told.')
@minValue(0)
param periodsHeld int = 0

@description('Whether the data map has retention rules. Without any the anonymizer has nothing to say, and its silence is no alarm.')
param hasRetentionRules bool = true

@description('For how many minutes housekeeping may not have counted the open requests. More than HousekeepingSchedule lets pass twice, less than an hour.')
@minValue(15)
@maxValue(50)
param housekeepingSilentMinutes int = 20

var bySource = [{ name: 'Source', operator: 'Include', values: ['*'] }]

// What an alert does not say itself.
// frequency: a quarter of an hour is the cheapest, and clocks here run for weeks. window: at least two evaluations, so that a
// point that arrives late is seen by the next one; for gauges, several rounds. clears: what is a state ends by itself; what is an
// event stays until somebody has looked and closes it.
var usual = {
  threshold: 0
  frequency: 'PT15M'
  window: 'PT30M'
  splitBy: []
  enabled: true
}

var logAlerts = [
  {
    id: 'deadline-overdue'
    title: 'A deadline is past'
    meaning: 'An open request was not answered within the time that the law gives.'
    query: loadTextContent('../queries/alert-deadline-overdue.kql')
    severity: 1
    clears: true
  }
  {
    id: 'deadline-at-risk'
    title: 'A deadline is near'
    meaning: 'An open request will be overdue within days.'
    query: loadTextContent('../queries/alert-deadline-at-risk.kql')
    threshold: requestsAtRisk
    severity: 2
    clears: true
  }
  {
    id: 'operator-needed'
    title: 'A request waits for an operator'
    meaning: 'A request cannot go on until somebody acts, and its clock runs.'
    query: loadTextContent('../queries/alert-operator-needed.kql')
    threshold: requestsWaiting
    severity: 2
    clears: true
  }
  {
    id: 'request-failed'
    title: 'A request failed'
    meaning: 'A request ended without success. No deadline gauge counts it any longer, though its clock runs.'
    query: loadTextContent('../queries/alert-request-failed.kql')
    severity: 2
    clears: false
  }
  {
    id: 'source-restored'
    title: 'A database was restored from a backup'
    meaning: 'People who were deleted are there again, and work on the database waits for a replay.'
    query: loadTextContent('../queries/alert-source-restored.kql')
    severity: 1
    clears: true
  }
  {
    id: 'hold-review-due'
    title: 'A legal hold is to be reviewed'
    meaning: 'The review date of a legal hold has passed. It keeps records until somebody releases it.'
    query: loadTextContent('../queries/alert-hold-review-due.kql')
    severity: 3
    clears: true
  }
  {
    id: 'residue-found'
    title: 'A verification found residue'
    meaning: 'After a deletion something of the person is there again.'
    query: loadTextContent('../queries/alert-residue-found.kql')
    severity: 1
    clears: false
  }
  {
    id: 'map-drift'
    title: 'The data map does not fit a live schema'
    meaning: 'A schema has what the data map does not say, or lacks what it says. Deletions wait, exports have gaps.'
    query: loadTextContent('../queries/alert-map-drift.kql')
    severity: 2
    clears: false
  }
  {
    id: 'schema-drift'
    title: 'The daily comparison found drift'
    meaning: 'A live schema and the data map differ. The next deletion that needs the source will wait.'
    query: loadTextContent('../queries/alert-schema-drift.kql')
    severity: 3
    clears: true
  }
  {
    id: 'queue-stuck'
    title: 'A queued request is not taken'
    meaning: 'The oldest queued request has been due for long and no run has it.'
    query: loadTextContent('../queries/alert-queue-stuck.kql')
    threshold: queuedMinutes
    severity: 2
    clears: true
  }
  {
    id: 'source-failing'
    title: 'Something that requests depend on fails again and again'
    meaning: 'A source, the state store, the queue or the key vault does not answer as it should.'
    query: loadTextContent('../queries/alert-source-failing.kql')
    threshold: failuresInHalfAnHour
    severity: 2
    splitBy: bySource
    clears: true
  }
  {
    id: 'upkeep-failing'
    title: 'Background work fails for good'
    meaning: 'Housekeeping, a retention rule, a webhook or a message meets an error that does not pass by itself.'
    query: loadTextContent('../queries/alert-upkeep-failing.kql')
    severity: 2
    // A retention rule fails once an hour: a shorter window would raise and clear the alert each time.
    window: 'PT2H'
    clears: true
  }
  {
    id: 'state-damaged'
    title: 'The ledger, a record or a key does not hold'
    meaning: 'What the system has written down was altered or lost, so it refuses to act on it.'
    query: loadTextContent('../queries/alert-state-damaged.kql')
    severity: 0
    clears: false
  }
  {
    id: 'dead-letter'
    title: 'A queue gave up a message'
    meaning: 'Runs of a request died without a word, or none took it for two weeks.'
    query: loadTextContent('../queries/alert-dead-letter.kql')
    severity: 2
    clears: false
  }
  {
    id: 'message-rejected'
    title: 'A message was refused'
    meaning: 'Somebody queued what is no request. It may be a person\'s request that was built wrong and did not arrive.'
    query: loadTextContent('../queries/alert-message-rejected.kql')
    severity: 2
    clears: false
  }
  {
    id: 'webhook-given-up'
    title: 'The host application was not told'
    meaning: 'A webhook is not tried again: ten attempts failed, or the receiver wants no more of that request.'
    query: loadTextContent('../queries/alert-webhook-given-up.kql')
    severity: 3
    clears: false
  }
  {
    id: 'anonymizer-behind'
    title: 'Analytics are kept longer than promised'
    meaning: 'A retention rule has raw rows that should have been anonymized days ago.'
    query: loadTextContent('../queries/alert-anonymizer-behind.kql')
    threshold: anonymizationLagHours
    severity: 2
    frequency: 'PT1H'
    window: 'PT6H'
    clears: true
  }
  {
    id: 'anonymizer-silent'
    title: 'The anonymizer does not run, or fails'
    meaning: 'A retention rule has had no run that went well for hours, so nothing says how far behind it is.'
    query: loadTextContent('../queries/alert-anonymizer-silent.kql')
    threshold: anonymizerSilentMinutes
    severity: 2
    frequency: 'PT1H'
    window: 'PT6H'
    clears: true
    enabled: hasRetentionRules
  }
  {
    id: 'totals-not-anonymous'
    title: 'Published totals stay pseudonymous'
    meaning: 'Raw rows of a published period are not destroyed after two days, or the data map does not say how long backups live.'
    query: loadTextContent('../queries/alert-totals-not-anonymous.kql')
    severity: 3
    frequency: 'PT1H'
    window: 'PT6H'
    clears: true
  }
  {
    id: 'periods-held'
    title: 'A legal hold keeps analytics past their window'
    meaning: 'Raw rows of published periods are kept, so the totals of these periods stay pseudonymous.'
    query: loadTextContent('../queries/alert-periods-held.kql')
    threshold: periodsHeld
    severity: 3
    frequency: 'PT1H'
    window: 'PT6H'
    clears: true
  }
  {
    id: 'clock-skew'
    title: 'Retention stopped since clocks differ'
    meaning: 'The clocks of the app and of a database are more than a minute apart, so nothing is anonymized there.'
    query: loadTextContent('../queries/alert-clock-skew.kql')
    severity: 2
    // A retention rule fails once an hour: a shorter window would raise and clear the alert each time.
    window: 'PT2H'
    clears: true
  }
  {
    id: 'housekeeping-silent'
    title: 'Housekeeping does not run, or is not heard of'
    meaning: 'While this lasts every gauge is blind: alerts that clear meanwhile mean nothing.'
    query: loadTextContent('../queries/alert-housekeeping-silent.kql')
    threshold: housekeepingSilentMinutes
    severity: 1
    window: 'PT1H'
    clears: true
  }
]

var alerts = [for alert in logAlerts: union(usual, alert)]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(actionGroupEmail)) {
  name: '${namePrefix}-operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'data-rights'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: actionGroupEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: '${namePrefix}-${alert.id}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${alert.title} (${namePrefix})'
      description: '${alert.meaning} See ${runbookUrl}#${alert.id}'
      severity: alert.severity
      enabled: alert.enabled
      scopes: [workspaceId]
      evaluationFrequency: alert.frequency
      windowSize: alert.window
      criteria: {
        allOf: [
          {
            query: alert.query
            metricMeasureColumn: 'Value'
            timeAggregation: 'Maximum'
            operator: 'GreaterThan'
            threshold: alert.threshold
            dimensions: alert.splitBy
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: alert.clears
      // An event is in two windows that overlap; it is to be told once.
      muteActionsDuration: alert.clears ? null : (alert.window)
      // In a new workspace nothing has been reported yet. The queries are checked against the tables by the tests.
      skipQueryValidation: true
      actions: {
        actionGroups: empty(actionGroupEmail) ? [] : [actionGroup.id]
        customProperties: {
          runbook: '${runbookUrl}#${alert.id}'
          applicationInsights: appInsightsId
        }
      }
    }
  }
]

// The app takes note of dead letters and removes them within moments. Where they lie for half an hour, nobody takes note:
// that is seen from outside only, by the platform's own metric.
resource deadLettersLying 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${namePrefix}-dead-letters-lying'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages lie in a dead-letter queue and the app does not take note of them. See ${runbookUrl}#dead-letters-lying'
    severity: 2
    enabled: true
    scopes: [serviceBusNamespaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'lying'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          // The least of the window: something lay there all the while.
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    autoMitigate: true
    actions: empty(actionGroupEmail) ? [] : [
      {
        actionGroupId: actionGroup.id
        webHookProperties: {
          runbook: '${runbookUrl}#dead-letters-lying'
        }
      }
    ]
  }
}
