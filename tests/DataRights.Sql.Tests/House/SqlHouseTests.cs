using DataRights.Testing.House;

namespace DataRights.Sql.Tests.House;

public sealed class SqlHouseTests() : AssemblyHouseTests("DataRights.Sql");
