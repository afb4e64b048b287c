using Azure.Core.Pipeline;

namespace DataRights.Azure.Storage;

/// <summary>
/// Whether an answer was lost among the tries of the calls made in its scope. The client tries again by itself; then a
/// refusal may be the consequence of our own first try.
/// </summary>
internal sealed class LostAnswers : IDisposable
{
    public const string Property = "data-rights-lost-answers";

    private readonly IDisposable scope;

    public LostAnswers() => scope = HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = this });

    public bool Any { get; set; }

    public void Dispose() => scope.Dispose();
}
