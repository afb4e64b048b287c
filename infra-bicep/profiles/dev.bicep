// Development and trials: cheap, small, nothing locked. What it costs a month is worked out in README.md.
@export()
var dev = {
  storageRedundancy: 'Standard_LRS'
  accountabilityDays: 30
  // A day is enough to see that entries cannot be changed, and short enough to take the environment down again.
  ledgerImmutabilityDays: 1
  keyRecoveryDays: 7
  serviceBusSku: 'Standard'
  isScaledByQueueLength: false
  instanceMemoryMB: 2048
  maximumInstances: 40
  readyInstances: 0
  isPrivate: false
  logRetentionDays: 30
  // Keeps a loop in a log line from costing more than all else. Alerts are blind once it is reached.
  logDailyCapGb: 1
}
