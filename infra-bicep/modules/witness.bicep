@description('Where the account is made.')
param location string

@description('Tags of every resource.')
param tags object

@description('The name of the account.')
@minLength(3)
@maxLength(24)
param accountName string

@description('How the account is replicated.')
param redundancy string

@description('No way in but private endpoints.')
param isPrivate bool

@description('The container of ledger heads.')
param containerName string

@description('Days for which what was written can be neither changed nor deleted.')
@minValue(1)
@maxValue(146000)
param immutabilityDays int

@description('The policy was locked by hand: it is left as it is, since a template cannot write a locked one.')
param isImmutabilityLocked bool

@description('The principal of the identity that writes here and nowhere else.')
param principalId string

// In a resource group of its own, so that whoever owns the app's group need not own this one.
resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    isHnsEnabled: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      bypass: 'None'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    // What is here is pruned when its time has come, and must then be gone.
    deleteRetentionPolicy: {
      enabled: false
    }
    containerDeleteRetentionPolicy: {
      enabled: false
    }
    isVersioningEnabled: false
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: containerName
  properties: {
    publicAccess: 'None'
  }
}

// A head is written once under its own name and never appended to.
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (!isImmutabilityLocked) {
  parent: container
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutabilityDays
    allowProtectedAppendWrites: false
  }
}

module roles 'witness-rbac.bicep' = {
  name: 'witness-roles'
  params: {
    accountName: account.name
    containerName: container.name
    principalId: principalId
  }
}

output id string = account.id
output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output containerName string = container.name
