@description('Where the identities are made.')
param location string

@description('Tags of every resource.')
param tags object

@description('What the names of resources begin with.')
param namePrefix string

// The app signs in to everything but the witness with this one. User-assigned, so that its roles are there before the app
// is, and stay when the app is made anew.
resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${namePrefix}-app'
  location: location
  tags: tags
}

// Writes to the witness account and nowhere else. The roles of the app's identity end at the system's own accounts, those of
// this one at the witness: neither alone can rewrite the ledger and what testifies to it.
resource witness 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${namePrefix}-witness'
  location: location
  tags: tags
}

output appId string = app.id
output appName string = app.name
output appClientId string = app.properties.clientId
output appPrincipalId string = app.properties.principalId
output witnessId string = witness.id
output witnessClientId string = witness.properties.clientId
output witnessPrincipalId string = witness.properties.principalId
