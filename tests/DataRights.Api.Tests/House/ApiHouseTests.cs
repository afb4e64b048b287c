using DataRights.Testing.House;

namespace DataRights.Api.Tests.House;

public sealed class ApiHouseTests() : AssemblyHouseTests("DataRights.Api");
