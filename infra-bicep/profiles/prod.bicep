// Production: copies in three zones, a network of its own, years of proof. What it costs a month is worked out in README.md.
@export()
var prod = {
  storageRedundancy: 'Standard_ZRS'
  accountabilityDays: 1095
  ledgerImmutabilityDays: 1095
  keyRecoveryDays: 90
  serviceBusSku: 'Premium'
  isScaledByQueueLength: true
  instanceMemoryMB: 2048
  maximumInstances: 40
  readyInstances: 1
  isPrivate: true
  logRetentionDays: 90
  logDailyCapGb: -1
}
