using DataRights.Mapping;

namespace DataRights.Export.Contents;

/// <summary>
/// What a kind of export covers. Access (GDPR Art. 15): everything. Portability (Art. 20(1)): data processed on consent or
/// for a contract, and of it what the person provided, which includes what was observed of them (WP 242 rev.01) but
/// not what was derived. Keys and references stay even when they were derived, since they hold the records together.
/// </summary>
internal sealed class ExportScope(bool portability)
{
    private static readonly string[] Articles = ["6(1)(a)", "6(1)(b)", "9(2)(a)"];
    private static readonly string[] Grounds = ["consent", "explicit consent", "contract"];

    public bool Covers(Collection collection) =>
        !portability || (collection.Basis?.Trim() is { } basis
            && (Grounds.Any(g => basis.StartsWith(g, StringComparison.OrdinalIgnoreCase)) || Articles.Any(a => basis.Contains(a, StringComparison.Ordinal))));

    public bool Covers(ColumnRule? rule) => !portability || rule is not { Origin: ColumnOrigin.Derived };
}
