namespace DataRights.Testing;

/// <summary>Stands for the end of the process. No code under test may catch it.</summary>
public sealed class SimulatedCrashException() : Exception("The process is dead, for the test.");
