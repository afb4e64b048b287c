// What azd and az deploy with. azd takes the parameter file that is called like its module, so there is one, and the profile says
// whether it is a development or a production environment. Values come from the environment: azd env set NAME VALUE.
using './main.bicep'

import { dev } from './profiles/dev.bicep'
import { prod } from './profiles/prod.bicep'

var profile = { dev: dev, prod: prod }[readEnvironmentVariable('DATA_RIGHTS_PROFILE', 'dev')]

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

param storageRedundancy = profile.storageRedundancy
param accountabilityDays = profile.accountabilityDays
param ledgerImmutabilityDays = profile.ledgerImmutabilityDays
param keyRecoveryDays = profile.keyRecoveryDays
param serviceBusSku = profile.serviceBusSku
param isScaledByQueueLength = profile.isScaledByQueueLength
param instanceMemoryMB = profile.instanceMemoryMB
param maximumInstances = profile.maximumInstances
param readyInstances = profile.readyInstances
param isPrivate = profile.isPrivate
param logRetentionDays = profile.logRetentionDays
param logDailyCapGb = profile.logDailyCapGb

param areLedgersLocked = bool(readEnvironmentVariable('DATA_RIGHTS_LEDGERS_LOCKED', 'false'))
param archiveLifetimeDays = int(readEnvironmentVariable('DATA_RIGHTS_ARCHIVE_LIFETIME_DAYS', '7'))
param serviceAudience = readEnvironmentVariable('DATA_RIGHTS_SERVICE_AUDIENCE', 'api://data-rights')
param subjectIssuer = readEnvironmentVariable('DATA_RIGHTS_SUBJECT_ISSUER', '')
param subjectAudience = readEnvironmentVariable('DATA_RIGHTS_SUBJECT_AUDIENCE', 'api://data-rights')
param subjectJwksUrl = readEnvironmentVariable('DATA_RIGHTS_SUBJECT_JWKS_URL', '')
param webhookEndpoint = readEnvironmentVariable('DATA_RIGHTS_WEBHOOK_ENDPOINT', '')
// JSON, such as {"MainDb": "Host=…;Database=…;Username=…;SSL Mode=VerifyFull"}.
param connections = json(readEnvironmentVariable('DATA_RIGHTS_CONNECTIONS', '{}'))
param hasRetentionRules = bool(readEnvironmentVariable('DATA_RIGHTS_HAS_RETENTION_RULES', 'true'))
param alertEmail = readEnvironmentVariable('DATA_RIGHTS_ALERT_EMAIL', '')
param runbookUrl = readEnvironmentVariable('DATA_RIGHTS_RUNBOOK_URL', 'docs/runbook.md')
param isPostgresIncluded = bool(readEnvironmentVariable('DATA_RIGHTS_SAMPLE_POSTGRES', 'false'))
// JSON, such as {"objectId": "…", "name": "dba@example.com", "type": "User"}.
param postgresAdministrator = json(readEnvironmentVariable('DATA_RIGHTS_POSTGRES_ADMINISTRATOR', '{}'))
