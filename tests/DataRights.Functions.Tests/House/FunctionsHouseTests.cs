using DataRights.Testing.House;

namespace DataRights.Functions.Tests.House;

public sealed class FunctionsHouseTests() : AssemblyHouseTests("DataRights.Functions");
