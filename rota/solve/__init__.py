"""From an encoding to the best roster that can be found, with a bound."""
