namespace DataRights.Api.Tests.Fakes;

/// <summary>The fakes behind one host.</summary>
internal sealed class FakeEngine
{
    public FakeRequests Requests { get; } = new();

    public FakePlanner Planner { get; } = new();

    public FakeExportPlanner ExportPlanner { get; } = new();

    public FakeReplayer Replayer { get; } = new();

    public FakeHolds Holds { get; } = new();

    public FakeStore Store { get; } = new();

    public FakeSealer Sealer { get; } = new();

    public FakePeople People { get; } = new();

    public FakeClock Clock { get; } = new();

    public FakeRowSource Source { get; } = new();

    public FakeConfirmations Confirmations { get; } = new();

    public FakeFileSource Files { get; } = new();
}
