using DataRights.Deletion.Gate;
using DataRights.Mapping;
using DataRights.Sources;
using DataRights.Storage;
using DataRights.Testing;
using DataRights.Testing.Fakes;
using DataRights.Tests.Mapping;
using DataRights.Tests.Mapping.Coverage;

namespace DataRights.Tests.Deletion.Gate;

/// <summary>The sample map over two databases, with a state that processes share.</summary>
internal sealed class GateWorld
{
    public DataMap Map { get; set; } = MapSample.Map();

    public SchemaSource Main { get; } = new("main", SchemaSample.Live());

    public SchemaSource Letters { get; } = new("letters", new SourceSchema([SchemaSample.Table("letters", ["id", "address", "kind"]) with { Indexes = [["id"], ["address"]] }]));

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryObjectStore Store { get; }

    public GateWorld() => Store = new InMemoryObjectStore(Clock);

    public SourceSet Sources => new([Main, Letters], [], []);

    public (SchemaDrift Chore, ListLogger<SchemaDrift> Log) Process(IObjectStore? store = null)
    {
        var log = new ListLogger<SchemaDrift>();
        return (new SchemaDrift(Map, Sources, store ?? Store, Clock, log), log);
    }

    public void AddColumn() => Main.Schema = SchemaSample.With("users", t => t with { Columns = [.. t.Columns, new ColumnSchema("phone", "text", ValueKind.Text, true)] });
}
