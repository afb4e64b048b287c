using DataRights.Testing.House;

namespace DataRights.Azure.Tests.House;

public sealed class AzureHouseTests() : AssemblyHouseTests("DataRights.Azure");
