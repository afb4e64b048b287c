using DataRights.Testing.House;

namespace DataRights.Cli.Tests.House;

public sealed class CliHouseTests() : AssemblyHouseTests("DataRights.Cli");
