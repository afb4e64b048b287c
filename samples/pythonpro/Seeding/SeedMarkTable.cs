using DataRights.Samples.PythonPro.Seeding.Writing;

namespace DataRights.Samples.PythonPro.Seeding;

internal sealed class SeedMarkTable() : SampleTable(
    "sample_seed_state",
    ("id", ColumnKind.Integer),
    ("version", ColumnKind.Integer),
    ("people", ColumnKind.Integer),
    ("seed", ColumnKind.Integer),
    ("today", ColumnKind.Moment))
{
    public override IEnumerable<object?[]> Rows(World world) =>
        [[1, SeedMark.CurrentVersion, world.Options.People, world.Options.Seed, world.Now]];
}
