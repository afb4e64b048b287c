namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Marks what is bound for a function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BindingAttribute : Attribute
{
}
