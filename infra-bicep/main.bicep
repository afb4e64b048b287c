// Everything that the system runs on, in two resource groups: its own, and that of the witness, which may have other owners.
targetScope = 'subscription'

@description('The name of the environment. Resources are named after it.')
@minLength(1)
@maxLength(24)
param environmentName string

@description('The region. Keep the data where the policy promises it is.')
@minLength(1)
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Tags of every resource, beside azd-env-name.')
param tags object = {}

@description('Replication of the three storage accounts.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageRedundancy string = 'Standard_LRS'

@description('For how many days the company answers for what was done: how long receipts and the ledger are kept, and the longest time that ledger entries may be unchangeable.')
@minValue(1)
@maxValue(3650)
param accountabilityDays int = 1095

@description('For how many days ledger entries and their witnesses can be neither changed nor deleted. Never longer than accountabilityDays.')
@minValue(1)
@maxValue(3650)
param ledgerImmutabilityDays int = 365

@description('Set to true once the immutability policies have been locked by hand: they are then left as they are.')
param areLedgersLocked bool = false

@description('The longest archiveLifetime of the data map, in days. The account itself deletes archives a week after that.')
@minValue(1)
@maxValue(90)
param archiveLifetimeDays int = 7

@description('Days for which deleted keys can be brought back. Cannot be changed after the first deployment.')
@minValue(7)
@maxValue(90)
param keyRecoveryDays int = 90

@description('The tier of Service Bus. Premium is needed with isPrivate, and raised to it then.')
@allowed([
  'Standard'
  'Premium'
])
param serviceBusSku string = 'Standard'

@description('The app may manage its queues, so that the platform scales out by their length. Otherwise it sees only that messages wait.')
param isScaledByQueueLength bool = false

@description('Memory of an instance, in megabytes.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('The most instances that each function may run on. Every instance opens its own connections to the databases.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that always wait for HTTP calls; 0 for none, at the price of a cold start of seconds.')
@minValue(0)
@maxValue(20)
param readyInstances int = 0

@description('A virtual network with private endpoints. Needs Service Bus Premium.')
param isPrivate bool = false

@description('With isPrivate: the account of archives stays reachable from outside, by identity or link only, since people follow links to their archives. With false they can be downloaded only inside the network.')
param areArchiveLinksPublic bool = true

@description('The addresses of the virtual network, /25 or more.')
param networkAddressPrefix string = '10.80.0.0/24'

@description('Days for which logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which ingestion stops until the next day; -1 for no limit.')
@minValue(-1)
param logDailyCapGb int = -1

@description('How long one message is worked before another continues it, as hours:minutes:seconds: 10 seconds to 15 minutes.')
param timeSlice string = '00:08:00'

@description('From how many megabytes on an archive goes on in another part, a zip of its own. 4000 keeps parts below the 4 GiB at which old file systems and zip readers end.')
@minValue(100)
@maxValue(100000)
param archivePartMegabytes int = 4000

@description('When analytics are anonymized: NCRONTAB with six fields, in UTC.')
param anonymizationSchedule string = '0 15 * * * *'

@description('When housekeeping runs.')
param housekeepingSchedule string = '0 */5 * * * *'

@description('The issuer of service tokens. By default the tenant of the deployment; empty for none.')
param serviceAuthority string = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'

@description('The audience of service tokens: the id or api:// name of the app registration.')
param serviceAudience string = 'api://data-rights'

@description('The issuer of subject tokens, which the host application signs; empty for none.')
param subjectIssuer string = ''

@description('The audience of subject tokens.')
param subjectAudience string = 'api://data-rights'

@description('Where the public keys of subject tokens lie. Required with subjectIssuer.')
param subjectJwksUrl string = ''

@description('Where the host application is told of changes; empty for nowhere.')
param webhookEndpoint string = ''

@description('How the sources of the data map are reached, by the names the map gives them. Never a password: what signs in by identity, or a Key Vault reference.')
param connections object = {}

@description('Whether the data map has retention rules. Without any, nobody is alarmed that none ran.')
param hasRetentionRules bool = true

@description('Where alerts are mailed; empty for nowhere.')
param alertEmail string = ''

@description('Where docs/runbook.md is to be read: alerts and tiles point at its sections.')
param runbookUrl string = 'docs/runbook.md'

@description('A small PostgreSQL server to try the system with.')
param isPostgresIncluded bool = false

@description('Who administers that server: objectId, name and type (User, Group or ServicePrincipal) in Entra ID.')
param postgresAdministrator object = {}

var token = uniqueString(subscription().id, environmentName, location)
var namePrefix = 'data-rights-${environmentName}'
var allTags = union(tags, { 'azd-env-name': environmentName })
var stateContainer = 'data-rights'
var ledgerContainer = 'data-rights-ledger'
var witnessContainer = 'data-rights-witness'
var signingKeyName = 'data-rights-receipts'
var webhookSecretName = 'webhook-signing'
var queues = {
  requests: 'requests'
  exports: 'export-jobs'
  deletions: 'deletion-jobs'
  webhooks: 'webhook-jobs'
}
var queueNames = map(items(queues), queue => queue.value)
var immutabilityDays = min(ledgerImmutabilityDays, accountabilityDays)
var archiveSafetyDays = archiveLifetimeDays + 7
var postgresConnection = isPostgresIncluded
  ? {
      MainDb: 'Host=${postgres!.outputs.host};Database=${postgres!.outputs.databaseName};Username=${identity.outputs.appName};SSL Mode=VerifyFull'
    }
  : {}
var privateEndpoints = concat(
  [
    { name: 'host', id: hostStorage.outputs.id, kind: 'blob' }
    { name: 'state', id: storage.outputs.id, kind: 'blob' }
    { name: 'witness', id: witness.outputs.id, kind: 'blob' }
    { name: 'vault', id: vault.outputs.id, kind: 'vault' }
    { name: 'queues', id: serviceBus.outputs.id, kind: 'namespace' }
  ],
  isPostgresIncluded ? [{ name: 'postgres', id: postgres!.outputs.id, kind: 'postgresqlServer' }] : []
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${namePrefix}'
  location: location
  tags: allTags
}

resource witnessGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${namePrefix}-witness'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: allTags
    namePrefix: namePrefix
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: allTags
    namePrefix: namePrefix
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'host-storage'
  scope: group
  params: {
    location: location
    tags: allTags
    accountName: 'sthost${token}'
    redundancy: storageRedundancy
    isPrivate: isPrivate
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: allTags
    accountName: 'ststate${token}'
    redundancy: storageRedundancy
    isPrivate: isPrivate && !areArchiveLinksPublic
    stateContainer: stateContainer
    ledgerContainer: ledgerContainer
    archiveSafetyDays: archiveSafetyDays
    immutabilityDays: immutabilityDays
    isImmutabilityLocked: areLedgersLocked
  }
}

module witness 'modules/witness.bicep' = {
  name: 'witness'
  scope: witnessGroup
  params: {
    location: location
    tags: allTags
    accountName: 'stwitness${token}'
    redundancy: storageRedundancy
    isPrivate: isPrivate
    containerName: witnessContainer
    immutabilityDays: immutabilityDays
    isImmutabilityLocked: areLedgersLocked
    principalId: identity.outputs.witnessPrincipalId
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  scope: group
  params: {
    location: location
    tags: allTags
    namespaceName: 'sb-${token}'
    sku: isPrivate ? 'Premium' : serviceBusSku
    isPrivate: isPrivate
    queueNames: queueNames
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    location: location
    tags: allTags
    vaultName: 'kv-${token}'
    softDeleteDays: keyRecoveryDays
    isPrivate: isPrivate
    signingKeyName: signingKeyName
  }
}

module postgres 'modules/postgres.bicep' = if (isPostgresIncluded) {
  name: 'postgres'
  scope: group
  params: {
    location: location
    tags: allTags
    serverName: 'psql-${token}'
    databaseName: 'app'
    administrator: postgresAdministrator
    isPrivate: isPrivate
  }
}

module network 'modules/network.bicep' = if (isPrivate) {
  name: 'network'
  scope: group
  params: {
    location: location
    tags: allTags
    namePrefix: namePrefix
    addressPrefix: networkAddressPrefix
    endpoints: privateEndpoints
  }
}

module rbac 'modules/rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    principalId: identity.outputs.appPrincipalId
    hostAccountName: hostStorage.outputs.name
    stateAccountName: storage.outputs.name
    stateContainer: storage.outputs.stateContainer
    ledgerContainer: storage.outputs.ledgerContainer
    namespaceName: serviceBus.outputs.name
    queueNames: queueNames
    isScaledByQueueLength: isScaledByQueueLength
    vaultName: vault.outputs.name
    signingKeyName: vault.outputs.signingKeyName
    insightsName: monitoring.outputs.insightsName
  }
}

module settings 'modules/app-settings.bicep' = {
  name: 'app-settings'
  scope: group
  params: {
    identityClientId: identity.outputs.appClientId
    witnessClientId: identity.outputs.witnessClientId
    hostBlobEndpoint: hostStorage.outputs.blobEndpoint
    stateBlobEndpoint: storage.outputs.blobEndpoint
    stateContainer: storage.outputs.stateContainer
    ledgerContainer: storage.outputs.ledgerContainer
    witnessBlobEndpoint: witness.outputs.blobEndpoint
    witnessContainer: witness.outputs.containerName
    serviceBusHost: serviceBus.outputs.fullyQualifiedNamespace
    queues: queues
    vaultUri: vault.outputs.uri
    signingKeyName: vault.outputs.signingKeyName
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    timeSlice: timeSlice
    accountabilityDays: accountabilityDays
    archivePartMegabytes: archivePartMegabytes
    anonymizationSchedule: anonymizationSchedule
    housekeepingSchedule: housekeepingSchedule
    serviceAuthority: serviceAuthority
    serviceAudience: serviceAudience
    subjectIssuer: subjectIssuer
    subjectAudience: subjectAudience
    subjectJwksUrl: subjectJwksUrl
    webhookEndpoint: webhookEndpoint
    webhookSecretName: webhookSecretName
    connections: union(postgresConnection, connections)
  }
}

module app 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    location: location
    tags: allTags
    appName: 'func-${token}'
    planName: '${namePrefix}-plan'
    identityId: identity.outputs.appId
    witnessIdentityId: identity.outputs.witnessId
    packageContainerUrl: '${hostStorage.outputs.blobEndpoint}${hostStorage.outputs.packageContainer}'
    instanceMemoryMB: instanceMemoryMB
    maximumInstances: maximumInstances
    readyInstances: readyInstances
    subnetId: isPrivate ? network!.outputs.appSubnetId : ''
    settings: settings.outputs.settings
  }
  // An app that starts before its roles are there fails until the platform restarts it.
  dependsOn: [
    rbac
  ]
}

module diagnostics 'modules/diagnostics.bicep' = {
  name: 'diagnostics'
  scope: group
  params: {
    workspaceId: monitoring.outputs.workspaceId
    namespaceName: serviceBus.outputs.name
    vaultName: vault.outputs.name
    appName: app.outputs.name
  }
}

module stateDiagnostics 'modules/blob-diagnostics.bicep' = {
  name: 'state-diagnostics'
  scope: group
  params: {
    accountName: storage.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    areReadsLogged: true
  }
}

module hostDiagnostics 'modules/blob-diagnostics.bicep' = {
  name: 'host-diagnostics'
  scope: group
  params: {
    accountName: hostStorage.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    // The host reads its locks every few seconds; who wrote the package is what matters.
    areReadsLogged: false
  }
}

module witnessDiagnostics 'modules/blob-diagnostics.bicep' = {
  name: 'witness-diagnostics'
  scope: witnessGroup
  params: {
    accountName: witness.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    areReadsLogged: true
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: allTags
    namePrefix: namePrefix
    workspaceId: monitoring.outputs.workspaceId
    appInsightsId: monitoring.outputs.insightsId
    serviceBusNamespaceId: serviceBus.outputs.id
    actionGroupEmail: alertEmail
    hasRetentionRules: hasRetentionRules
    runbookUrl: runbookUrl
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: allTags
    namePrefix: namePrefix
    workspaceId: monitoring.outputs.workspaceId
    appInsightsId: monitoring.outputs.insightsId
    serviceBusNamespaceId: serviceBus.outputs.id
    runbookUrl: runbookUrl
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_NAME string = app.outputs.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_KEY_VAULT_ID string = vault.outputs.id
output DATA_RIGHTS_ENDPOINT string = app.outputs.uri
output DATA_RIGHTS_STATE_ACCOUNT string = storage.outputs.name
output DATA_RIGHTS_WITNESS_ACCOUNT string = witness.outputs.name
output DATA_RIGHTS_SERVICE_BUS string = serviceBus.outputs.fullyQualifiedNamespace
output DATA_RIGHTS_APP_IDENTITY string = identity.outputs.appName
output DATA_RIGHTS_WEBHOOK_SECRET_NAME string = empty(webhookEndpoint) ? '' : webhookSecretName
