using DataRights.Testing.House;

namespace DataRights.Tests.House;

public sealed class EngineHouseTests() : AssemblyHouseTests("DataRights");
