// The settings of the app. They make no resource: the names are in one place, and a test holds them against the code.

@description('The client id of the identity that the app signs in with.')
param identityClientId string

@description('The client id of the identity that writes to the witness account.')
param witnessClientId string

@description('The blob endpoint of the host\'s own account.')
param hostBlobEndpoint string

@description('The blob endpoint of the account of the state and the ledger.')
param stateBlobEndpoint string

@description('The container of requests, archives and receipts.')
param stateContainer string

@description('The container of the ledger.')
param ledgerContainer string

@description('The blob endpoint of the witness account.')
param witnessBlobEndpoint string

@description('The container of ledger heads.')
param witnessContainer string

@description('The Service Bus namespace, as a host name.')
param serviceBusHost string

@description('The queues by what they are for: requests, exports, deletions, webhooks.')
param queues object

@description('The address of the key vault.')
param vaultUri string

@description('The name of the key that signs receipts.')
param signingKeyName string

@description('The connection string of Application Insights: an address without a key.')
param insightsConnectionString string

@description('How long one message is worked before another continues it.')
param timeSlice string

@description('For how many days receipts and the ledger are kept.')
param accountabilityDays int

@description('From how many megabytes on an archive goes on in another part.')
param archivePartMegabytes int

@description('When analytics are anonymized.')
param anonymizationSchedule string

@description('When housekeeping runs.')
param housekeepingSchedule string

@description('The issuer of service tokens; empty for none.')
param serviceAuthority string

@description('The audience of service tokens.')
param serviceAudience string

@description('The issuer of subject tokens; empty for none.')
param subjectIssuer string

@description('The audience of subject tokens.')
param subjectAudience string

@description('Where the public keys of subject tokens lie.')
param subjectJwksUrl string

@description('Where the host application is told of changes; empty for nowhere.')
param webhookEndpoint string

@description('The secret of the vault that signs webhooks.')
param webhookSecretName string

@description('How the sources of the data map are reached, by the names the map gives them.')
param connections object

var fixed = {
  // The Functions host and the triggers sign in with the app's identity.
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  ServiceBus__fullyQualifiedNamespace: serviceBusHost
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identityClientId
  // So does this program.
  AZURE_CLIENT_ID: identityClientId
  StateStorage__blobServiceUri: stateBlobEndpoint
  StateStorage__container: stateContainer
  StateStorage__ledgerContainer: ledgerContainer
  WitnessStorage__blobServiceUri: witnessBlobEndpoint
  WitnessStorage__container: witnessContainer
  // The witness has credentials of its own.
  WitnessStorage__clientId: witnessClientId
  Keys__vaultUri: vaultUri
  Keys__signingKey: signingKeyName
  RequestsQueueName: queues.requests
  ExportQueueName: queues.exports
  DeletionQueueName: queues.deletions
  WebhookQueueName: queues.webhooks
  TimeSlice: timeSlice
  AccountableFor: '${accountabilityDays}.00:00:00'
  ArchivePartMegabytes: '${archivePartMegabytes}'
  AnonymizationSchedule: anonymizationSchedule
  HousekeepingSchedule: housekeepingSchedule
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var serviceTokens = empty(serviceAuthority)
  ? {}
  : {
      Access__Service__Authority: serviceAuthority
      Access__Service__Audiences__0: serviceAudience
    }

var subjectTokens = empty(subjectIssuer)
  ? {}
  : {
      Access__Subject__Issuer: subjectIssuer
      Access__Subject__Audiences__0: subjectAudience
      Access__Subject__JwksUrl: subjectJwksUrl
    }

var webhooks = empty(webhookEndpoint)
  ? {}
  : {
      Webhooks__Endpoint: webhookEndpoint
      Webhooks__Secrets__0: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${webhookSecretName})'
    }

var sources = reduce(items(connections), {}, (all, next) => union(all, { 'Connections__${next.key}': next.value }))

output settings object = union(fixed, serviceTokens, subjectTokens, webhooks, sources)
