namespace DataRights.Deletion.Replay;

/// <summary>A moment as its column holds it.</summary>
public sealed record RowMoment(string Column, string Text)
{
    public override string ToString() => Column;
}
