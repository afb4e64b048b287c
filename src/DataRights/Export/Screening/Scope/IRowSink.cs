namespace DataRights.Export.Screening.Scope;

/// <summary>Receives the rows of a table of an archive. Nothing is kept of a row that turns out to be incomplete: it is told again from its start.</summary>
internal interface IRowSink
{
    /// <summary>Whether the field of that number is wanted.</summary>
    bool Wants(int field);

    /// <summary>Begins a row, or begins it again.</summary>
    void StartRow();

    /// <summary>A wanted value; the bytes are UTF-8 and valid during the call only.</summary>
    void Cell(int field, CellKind kind, ReadOnlySpan<byte> value);

    void EndRow();
}
