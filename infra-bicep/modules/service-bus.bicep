@description('Where the namespace is made.')
param location string

@description('Tags of every resource.')
param tags object

@description('The name of the namespace.')
@minLength(6)
@maxLength(50)
param namespaceName string

@description('Standard, or Premium where private endpoints are wanted.')
@allowed([
  'Standard'
  'Premium'
])
param sku string

@description('No way in but private endpoints. Needs Premium.')
param isPrivate bool

@description('The names of the queues.')
param queueNames string[]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  tags: tags
  sku: {
    name: sku
    tier: sku
    capacity: sku == 'Premium' ? 1 : null
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    // Each partition would detect duplicates for itself.
    premiumMessagingPartitions: sku == 'Premium' ? 1 : null
  }
}

// docs/decisions/service-bus.md says why each is as it is.
resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for name in queueNames: {
  parent: namespace
  name: name
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 10
    requiresDuplicateDetection: true
    // Shorter than the 12 minutes after which housekeeping sends a lost message again under the same id.
    duplicateDetectionHistoryTimeWindow: 'PT10M'
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    requiresSession: false
    enablePartitioning: false
    maxSizeInMegabytes: 1024
  }
}]

output id string = namespace.id
output name string = namespace.name
output fullyQualifiedNamespace string = split(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':')[0]
