@description('Where the vault is made.')
param location string

@description('Tags of every resource.')
param tags object

@description('The name of the vault.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Days for which a deleted vault, key or secret can be brought back. Cannot be changed afterwards.')
@minValue(7)
@maxValue(90)
param softDeleteDays int

@description('No way in but private endpoints.')
param isPrivate bool

@description('The name of the key that signs receipts.')
param signingKeyName string

// Whoever loses the sealing key loses what every open request says of its person: nothing here can be purged before its time.
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      // The deployment that makes the first keys writes through Resource Manager, a trusted service; it needs a role like anybody.
      bypass: 'AzureServices'
    }
  }
}

// Made once: a template that names a key that is there leaves it alone. Rotation makes a new version by other means.
resource signingKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: signingKeyName
  properties: {
    kty: 'EC'
    curveName: 'P-256'
    keyOps: [
      'sign'
      'verify'
    ]
    attributes: {
      enabled: true
      exportable: false
    }
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
output signingKeyName string = signingKey.name
