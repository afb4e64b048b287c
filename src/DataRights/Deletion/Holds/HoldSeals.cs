using System.Text;
using DataRights.Subjects;

namespace DataRights.Deletion.Holds;

/// <summary>Seals a hold's condition for it.</summary>
internal sealed class HoldSeals(ISealer sealer)
{
    private const string Purpose = "hold-condition";

    public string Seal(string id, string when) => Convert.ToBase64String(sealer.Seal(Purpose, id, Encoding.UTF8.GetBytes(when)));

    public string? Open(Hold hold) => hold.SealedWhen is { } when ? Encoding.UTF8.GetString(sealer.Open(Purpose, hold.Id, Convert.FromBase64String(when))) : null;
}
