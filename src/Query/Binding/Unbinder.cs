using CompExplain.Query.Ast;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>Writes a bound formula as a person would, for PLAN.</summary>
internal sealed class Unbinder
{
    private readonly ConceptNames _names;
    private readonly bool _hasOneLayer;

    public Unbinder(ProbeDatabase database, ConceptNames names)
    {
        _names = names;
        _hasOneLayer = database.Layers.Count == 1;
    }

    public Formula Write(Bound formula) => formula switch
    {
        BoundConcept concept => _names.Reference(concept.Concept),
        BoundUnit unit => Write(unit.Layer, unit.Unit),
        BoundActivation activation => Write(activation.Layer, activation.Unit) with { Condition = activation.Condition },
        BoundConstant constant => constant.Value ? new AllFormula() : new NoneFormula(),
        BoundInputs { Property: InputProperty.Label } inputs => new LabelFormula(inputs.Value!),
        BoundInputs { Property: InputProperty.Predicted } inputs => new PredictedFormula(inputs.Value!),
        BoundInputs { Property: InputProperty.Split } inputs => new SplitFormula(inputs.Value!),
        BoundInputs => new CorrectFormula(),
        BoundHole => new HoleFormula(),
        BoundNot not => new NotFormula(Write(not.Operand)),
        BoundAnd and => and.Operands.Select(Write).Aggregate((a, b) => new AndFormula(a, b)),
        BoundOr or => or.Operands.Select(Write).Aggregate((a, b) => new OrFormula(a, b)),
        BoundXor xor => new XorFormula(Write(xor.Left), Write(xor.Right)),
        BoundAndNot difference => new AndFormula(Write(difference.Left), new NotFormula(Write(difference.Right))),
        BoundSome some => new SomeFormula(Write(some.Operand)),
        BoundEvery every => new EveryFormula(Write(every.Operand)),
        BoundExpand expand => new ExpandFormula(Write(expand.Operand), expand.Pixels),
        BoundShadow shadow => new DirectionFormula(shadow.Direction, new AllFormula(), Write(shadow.Operand)),
        _ => throw new NotSupportedException(formula.GetType().Name),
    };

    private UnitFormula Write(Layer layer, Unit unit) => new(_hasOneLayer ? null : layer.Name, unit.Number);
}
