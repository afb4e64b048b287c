namespace DataRights.Cli.Hosting;

/// <summary>Where data lies unless told otherwise: <c>DATA_RIGHTS_HOME</c>, or <c>.data</c> in the working directory.</summary>
public static class DataHome
{
    public const string Variable = "DATA_RIGHTS_HOME";

    public static string Default =>
        Path.GetFullPath(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } home ? home : ".data");
}
