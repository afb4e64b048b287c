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

@description('The container of requests, archives and receipts.')
param stateContainer string

@description('The container of the ledger.')
param ledgerContainer string

@description('Days after which a forgotten archive is deleted by the account itself.')
@minValue(1)
param archiveSafetyDays int

@description('Days for which a ledger entry can be neither changed nor deleted.')
@minValue(1)
@maxValue(146000)
param immutabilityDays int

@description('The ledger policy was locked by hand: it is left as it is, since a template cannot write a locked one.')
param isImmutabilityLocked bool

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
    // A hierarchical namespace lists in another order than the engine relies on.
    isHnsEnabled: false
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // People follow links to their archives from their own browsers. With private endpoints those links work inside only.
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      bypass: 'None'
    }
    // A link of the app's own lasts minutes; this makes longer ones of anybody show in the logs.
    sasPolicy: {
      expirationAction: 'Log'
      sasExpirationPeriod: '0.01:00:00'
    }
  }
}

// Soft delete, versioning and the change feed are off on purpose: an archive, a captured row or an identifier that was destroyed
// must be gone. With any of them it could be brought back for days, and a receipt that says "destroyed" would not be true.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: false
    }
    containerDeleteRetentionPolicy: {
      enabled: false
    }
    isVersioningEnabled: false
    changeFeed: {
      enabled: false
    }
    restorePolicy: {
      enabled: false
    }
  }
}

resource state 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: stateContainer
  properties: {
    publicAccess: 'None'
  }
}

resource ledger 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobs
  name: ledgerContainer
  properties: {
    publicAccess: 'None'
  }
}

// Entries can be appended and not changed. Locking the policy is a separate act that nobody can take back, so no template does it.
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (!isImmutabilityLocked) {
  parent: ledger
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutabilityDays
    allowProtectedAppendWrites: true
  }
}

// A safety net: housekeeping destroys an archive on the hour its lifetime ends. If the app is down for good, this still does.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'forgotten-archives'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                '${state.name}/archives/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: archiveSafetyDays
                }
              }
            }
          }
        }
      ]
    }
  }
}

output id string = account.id
output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output stateContainer string = state.name
output ledgerContainer string = ledger.name
