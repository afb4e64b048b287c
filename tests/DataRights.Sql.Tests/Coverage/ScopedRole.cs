using Npgsql;

namespace DataRights.Sql.Tests.Coverage;

/// <summary>A role of one test's, dropped with all that it was given.</summary>
internal sealed class ScopedRole(GateScene scene, string name) : IAsyncDisposable
{
    private const string Password = "only-for-this-test";

    public string Name { get; } = name;

    public string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(scene.Database.ConnectionString) { Username = name, Password = Password, Pooling = false }.ToString();

    /// <param name="scene">Whose database it is to work in.</param>
    /// <param name="grants">Statements with <c>{0}</c> for its name.</param>
    public static async Task<ScopedRole> CreateAsync(GateScene scene, string grants)
    {
        var name = $"role_{new NpgsqlConnectionStringBuilder(scene.Database.ConnectionString).Database}";
        await scene.ExecuteAsync($"create role {name} login password '{Password}'; {grants.Replace("{0}", name, StringComparison.Ordinal)}");
        return new ScopedRole(scene, name);
    }

    public async ValueTask DisposeAsync() => await scene.ExecuteAsync($"drop owned by {Name}; drop role {Name}");
}
