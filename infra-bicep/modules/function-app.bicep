@description('Where the app is made.')
param location string

@description('Tags of every resource.')
param tags object

@description('The name of the app; unique in the world, since it is its host name.')
@minLength(2)
@maxLength(60)
param appName string

@description('The name of the plan.')
param planName string

@description('The resource id of the identity that the app signs in with.')
param identityId string

@description('The resource id of the identity that writes to the witness account.')
param witnessIdentityId string

@description('The container that the app is deployed from, as a URL.')
param packageContainerUrl string

@description('Memory of an instance.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int

@description('The most instances that each function, or all HTTP functions together, may run on.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Instances that always wait for HTTP calls. Each is paid for around the clock.')
@minValue(0)
param readyInstances int

@description('The subnet that the app sends through; empty for none.')
param subnetId string

@description('The settings of the app by name.')
param settings object

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

// No health check path: it replaces instances of plans that have a number of them, and this plan has none.
resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: appName
  location: location
  // By this tag azd finds where the service of azure.yaml goes.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
      '${witnessIdentityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: readyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: readyInstances
              }
            ]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      appSettings: map(items(settings), setting => {
        name: setting.key
        value: string(setting.value)
      })
    }
  }
}

// Deployments sign in with Entra ID; the publishing passwords are a second way in that nobody needs.
resource ftpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

output id string = app.id
output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
