using DataRights.Subjects;

namespace DataRights.Recipients;

/// <summary>One call to a recipient or the freeze hook. Personal data: held in memory only while it is made.</summary>
/// <param name="Connection">The connection of the map that leads there.</param>
/// <param name="Key">The same for every repetition of the call: <c>{request}/{recipient}</c>.</param>
/// <param name="RequestId">The request.</param>
/// <param name="Identifiers">What the other side knows the person by.</param>
/// <param name="CallbackSecret">What it has to show when it calls back; null when it is not to.</param>
public sealed record RecipientCall(string Connection, string Key, string RequestId, IReadOnlyList<Identifier> Identifiers, string? CallbackSecret)
{
    /// <summary>Shows nothing of the person.</summary>
    public override string ToString() => $"call {Key}";
}
