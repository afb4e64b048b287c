using System.Reflection;
using DataRights.Functions.Composition;
using Microsoft.Azure.Functions.Worker;

namespace DataRights.Functions.Tests.Agreement;

/// <summary>The functions as the code declares them.</summary>
internal static class FunctionList
{
    public static IReadOnlyList<(string Name, MethodInfo Method, Attribute Trigger)> All { get; } =
    [
        .. from type in typeof(FunctionsServices).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (function.Name, method, TriggerOf(method)),
    ];

    public static IReadOnlyList<T> Triggers<T>() where T : Attribute => [.. All.Select(f => f.Trigger).OfType<T>()];

    /// <summary>The settings that triggers name.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        .. Triggers<ServiceBusTriggerAttribute>().SelectMany(t => new[] { SettingIn(t.QueueName!), t.Connection! })
            .Concat(Triggers<TimerTriggerAttribute>().Select(t => SettingIn(t.Schedule)))
            .Distinct(),
    ];

    /// <summary>The name between the percent signs.</summary>
    public static string SettingIn(string expression) => expression.Split('%') is ["", var name, _] ? name : throw new FormatException($"'{expression}' names no setting.");

    private static Attribute TriggerOf(MethodInfo method) => method.GetParameters()
        .SelectMany(p => p.GetCustomAttributes())
        .Single(a => a is ServiceBusTriggerAttribute or TimerTriggerAttribute or HttpTriggerAttribute);
}
